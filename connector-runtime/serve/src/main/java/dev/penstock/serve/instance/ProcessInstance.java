package dev.penstock.serve.instance;

import java.util.concurrent.CompletableFuture;

/** An instance that is a process. */
final class ProcessInstance implements RunningInstance {
    private final Process process;
    private final Output output;

    ProcessInstance(Process process, Output output) {
        this.process = process;
        this.output = output;
        output.start();
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public CompletableFuture<Integer> listening() {
        return output.port();
    }

    @Override
    public CompletableFuture<Integer> gone() {
        return process.onExit().thenCombine(output.ended(), (ended, unused) -> ended.exitValue());
    }

    @Override
    public void stop() {
        process.destroy();
    }

    @Override
    public void kill() {
        process.destroyForcibly();
    }

    @Override
    public String lastWords() {
        return output.lastWords();
    }
}
