package dev.penstock.cli.packaging;

import dev.penstock.function.Shape;
import java.util.ArrayList;
import java.util.List;

/** A function on AWS Lambda, deployed with the Serverless Application Model. */
final class LambdaTarget implements Target {
    @Override
    public String name() {
        return "aws-lambda";
    }

    @Override
    public String summary() {
        return "a function on AWS Lambda, with a template for AWS SAM";
    }

    @Override
    public String adapter() {
        return "aws-lambda";
    }

    @Override
    public boolean stopsAfterAnswer() {
        return true;
    }

    @Override
    public List<String> refusals(FunctionPlan plan) {
        List<String> refusals = new ArrayList<>(LambdaVariables.refusals(plan));
        if (plan.shape() == Shape.TRIGGER) {
            refusals.addAll(LambdaTriggerRules.refusals(plan));
        }
        return refusals;
    }

    @Override
    public void layOut(FunctionPlan plan, FileTree function, FileTree output) {
        output.addZip("function.zip", function)
                .add("template.yaml", new LambdaTemplate(plan).yaml())
                .add("README.md", LambdaReadme.text(plan));
    }
}
