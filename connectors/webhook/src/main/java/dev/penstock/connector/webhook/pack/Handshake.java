package dev.penstock.connector.webhook.pack;

/**
 * A request that only sets up the webhook, and its answer.
 *
 * @param method of the request
 * @param when the request is one when this is found
 * @param reply the body of the answer
 * @param contentType the media type of the answer
 */
record Handshake(String method, Template when, Template reply, String contentType) {}
