package dev.penstock.function.lambda;

/** How a front end writes down HTTP requests, and wants replies. */
enum HttpForm {
    /** A REST API of the API Gateway, or an HTTP API with payload version 1.0. */
    GATEWAY_V1("http-v1"),
    /** An HTTP API of the API Gateway, or the function's own URL. */
    GATEWAY_V2("http-v2"),
    /** A load balancer. */
    LOAD_BALANCER("alb");

    private final String text;

    HttpForm(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }
}
