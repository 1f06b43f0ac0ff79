package dev.penstock.cli.packaging;

import dev.penstock.engine.config.PipelineFile;
import dev.penstock.function.Shape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** FunctionGraph: a zip and the Terraform that deploys it. */
final class FunctionGraphTarget implements Target {
    /** The ways to run there. */
    enum Form {
        /** A program that fetches its invocations: every trigger, and the quickest start. */
        CUSTOM("functiongraph", "functiongraph", "a program that fetches its invocations; for every trigger"),
        /** A program that listens: many requests at once, from the API gateway only. */
        HTTP("functiongraph-http", "http", "a program that listens; many requests at once, by HTTP only"),
        /** A class in the platform's Java runtime. */
        JAVA("functiongraph-java", "functiongraph", "a class for the platform's Java runtime");

        private final String target;
        private final String adapter;
        private final String summary;

        Form(String target, String adapter, String summary) {
            this.target = target;
            this.adapter = adapter;
            this.summary = summary;
        }
    }

    private static final String HANDLER = "dev.penstock.function.functiongraph.FunctionHandler.";

    private final Form form;

    FunctionGraphTarget(Form form) {
        this.form = form;
    }

    @Override
    public String name() {
        return form.target;
    }

    @Override
    public String summary() {
        return "FunctionGraph, " + form.summary;
    }

    @Override
    public String adapter() {
        return form.adapter;
    }

    @Override
    public boolean stopsAfterAnswer() {
        return true;
    }

    @Override
    public List<String> refusals(FunctionPlan plan) {
        List<String> refusals = new ArrayList<>(FunctionGraphTrigger.refusals(plan));
        if (form == Form.HTTP && !TriggerBlock.of(plan).isHttp()) {
            refusals.add((plan.shape() == Shape.POLLING ? "source" : "source.config.kind")
                    + ": a program that listens is invoked by the API gateway only; use --target "
                    + Form.CUSTOM.target);
        }
        if (form == Form.JAVA) {
            plan.secrets()
                    .forEach(reference -> refusals.add(reference
                            + ": the Java runtime keeps environment variables from the process, so that no credentials are"
                            + " found; use --target " + Form.CUSTOM.target));
        }
        return refusals;
    }

    @Override
    public void layOut(FunctionPlan plan, FileTree function, FileTree output) {
        FileTree zip = new FileTree();
        if (form == Form.JAVA) {
            // the platform's class path is what lies at the root of the zip
            for (String path : function.paths()) {
                if (path.equals(FunctionPackager.CONNECTORS)) {
                    continue; // it would point to where nothing lies
                }
                zip.add(path.startsWith("lib/") ? path.substring(4) : path, function, path);
            }
        } else {
            zip.addAll("", function).addProgram("bootstrap", bootstrap());
        }
        output.addZip("function.zip", zip).add("main.tf", terraform(plan)).add("README.md", readme(plan));
    }

    private String bootstrap() {
        boolean http = form == Form.HTTP;
        String start = (http ? "export PENSTOCK_HOST=\"${PENSTOCK_HOST:-127.0.0.1}\" PORT=\"${PORT:-8000}\"\n" : "")
                + "exec \"$java\" -Dfile.encoding=UTF-8 -XX:+UseSerialGC -XX:TieredStopAtLevel=1 "
                + StartOptions.REFLECTION
                + " -jar \"$here/lib/"
                + (http ? "function-http.jar" : "function-functiongraph.jar")
                + "\"\n";
        return """
                #!/bin/sh
                # Starts the function with a Java of 17 or newer: PENSTOCK_JAVA, one in the package, the platform's, or the path's.
                here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
                for java in "$PENSTOCK_JAVA" "$here/jre/bin/java" \\
                  /opt/function/runtime/java21/rtsp/jre/bin/java /opt/function/runtime/java17/rtsp/jre/bin/java; do
                  [ -x "$java" ] && break
                  java=java
                done
                export PENSTOCK_FUNCTION_HOME="$here"
                """
                + start;
    }

    private String terraform(FunctionPlan plan) {
        Hcl hcl = new Hcl(plan.variables());
        StringBuilder text = new StringBuilder(
                """
                terraform {
                  required_version = ">= 1.3"
                  required_providers {
                    huaweicloud = {
                      source  = "huaweicloud/huaweicloud"
                      version = ">= 1.63"
                    }
                  }
                }

                variable "agency" {
                  description = "The agency that lets the function reach other services, a network for one"
                  type        = string
                  default     = null
                }

                variable "vpc_id" {
                  description = "The VPC that the function reaches its target in"
                  type        = string
                  default     = null
                }

                variable "network_id" {
                  description = "The subnet of that VPC"
                  type        = string
                  default     = null
                }
                """);
        hcl.variables().forEach((name, variable) -> text.append('\n')
                .append(FunctionGraphTrigger.variable(
                        variable,
                        "The environment variable " + name.replaceAll("\\s+", " "),
                        "string",
                        Optional.empty(),
                        true)));
        return text.append(function(plan, hcl))
                .append(new FunctionGraphTrigger(plan, hcl).text())
                .toString();
    }

    private String function(FunctionPlan plan, Hcl hcl) {
        PipelineFile.Scaling scaling =
                plan.pipeline().scaling().orElseGet(() -> new PipelineFile.Scaling(0, 10, 8, Duration.ofMinutes(1)));
        HclBlock block = new HclBlock()
                .put("name", Hcl.quoted(functionName(plan)))
                .put("description", Hcl.quoted("Penstock pipeline " + plan.name()))
                .put("app", "\"default\"")
                .put("agency", "var.agency")
                .put("vpc_id", "var.vpc_id")
                .put("network_id", "var.network_id")
                .put("runtime", runtime())
                .put("handler", form == Form.JAVA ? Hcl.quoted(HANDLER + "handle") : "\"bootstrap.handler\"")
                .put("code_type", "\"zip\"")
                .put("code_filename", "\"function.zip\"")
                .put("func_code", "filebase64(\"${path.module}/function.zip\")")
                .put("memory_size", "512")
                .put("timeout", "60")
                .put(
                        "max_instance_num",
                        Hcl.quoted(Integer.toString(plan.shape() == Shape.POLLING ? 1 : scaling.max())));
        if (form == Form.HTTP) {
            block.put("concurrency_num", Integer.toString(scaling.target()));
        }
        if (form == Form.JAVA) {
            block.put("initializer_handler", Hcl.quoted(HANDLER + "initialize")).put("initializer_timeout", "60");
        }
        StringBuilder text =
                new StringBuilder("\nresource \"huaweicloud_fgs_function\" \"function\" {\n").append(block.lines("  "));
        if (!hcl.variables().isEmpty()) {
            HclBlock environment = new HclBlock();
            for (Map.Entry<String, String> variable : hcl.variables().entrySet()) {
                environment.put(Hcl.quoted(variable.getKey()), "var." + variable.getValue());
            }
            text.append("\n  # Kept encrypted: which of them are secrets is not for this file to know.\n")
                    .append("  encrypted_user_data = jsonencode(")
                    .append(environment.object("  "))
                    .append(")\n");
        }
        if (scaling.min() > 0) {
            text.append("\n  reserved_instances {\n")
                    .append(new HclBlock()
                            .put("qualifier_type", "\"version\"")
                            .put("qualifier_name", "\"latest\"")
                            .put("count", Integer.toString(scaling.min()))
                            .lines("    "))
                    .append("  }\n");
        }
        return text.append("}\n").toString();
    }

    private String runtime() {
        return switch (form) {
            case CUSTOM -> "\"Custom\"";
            case HTTP -> "\"http\"";
            case JAVA -> "\"Java17\"";
        };
    }

    /** Names of functions begin with a letter. */
    private static String functionName(FunctionPlan plan) {
        String label = plan.label();
        return Character.isDigit(label.charAt(0)) ? "penstock-" + label : label;
    }

    private String readme(FunctionPlan plan) {
        Hcl hcl = new Hcl(plan.variables());
        StringBuilder text = new StringBuilder("# " + Markdown.line(plan.name()) + "\n\n")
                .append(
                        """
                        A function for FunctionGraph. Deploy it with Terraform, whose provider reads the keys of your account from
                        `HW_ACCESS_KEY`, `HW_SECRET_KEY` and `HW_REGION_NAME`:

                            terraform init
                            terraform apply

                        """);
        if (!hcl.variables().isEmpty()) {
            text.append("Terraform asks for the values of environment variables, which are kept encrypted:\n\n");
            hcl.variables().forEach((name, variable) -> text.append("- `")
                    .append(variable)
                    .append("`: ")
                    .append(Markdown.code(name))
                    .append('\n'));
            text.append('\n');
        }
        if (plan.shape() == Shape.POLLING) {
            text.append(
                    "A timer invokes it, and each time it polls until there is no more or its time is nearly over. The network"
                            + " that `vpc_id` names has to reach the source, the sink and the state store.\n\n");
        }
        text.append(SecretsNote.of(plan));
        if (form == Form.JAVA) {
            text.append(
                    """
                    Then set the pre-stop handler, which the provider cannot, in the console under Configuration, Lifecycle:
                    `%spreStop`, 10 s. The code can be uploaded by hand too: `function.zip`, runtime Java 17, handler
                    `%shandle`, initializer `%sinitialize`.
                    """
                            .formatted(HANDLER, HANDLER, HANDLER));
        } else {
            text.append(
                    "`bootstrap` wants a Java of 17 or newer: the platform's, or one that you put into the zip as `jre/`.\n");
        }
        return text.toString();
    }
}
