package io.plumbline.eval;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A replica of eval-service in a process of its own, on the database of another one, so that it can be
/// killed.
public final class EvalProcess implements AutoCloseable {

    private static final String SECRET = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    private final Process process;

    private EvalProcess(Process process) {
        this.process = process;
    }

    /// @param options of the JVM
    /// @param log where its output goes
    public static EvalProcess start(EvalUnderTest eval, List<String> options, Path log) {
        Map<String, String> properties =
                new java.util.HashMap<>(eval.service.database().properties("eval"));
        String governance = eval.service.governance().url();
        properties.put("server.port", "0");
        properties.put("server.address", "127.0.0.1");
        properties.put("plumbline.public-url", "http://localhost");
        properties.put("plumbline.key-encryption-key", SECRET);
        properties.put("plumbline.pseudonym-key", SECRET);
        properties.put("plumbline.security.issuer", governance);
        properties.put("plumbline.security.jwks-uri", governance + "/oauth2/jwks");
        properties.put("plumbline.security.client-secret", "test");
        for (String sibling : List.of("governance", "eval", "monitoring")) {
            properties.put("plumbline.services." + sibling, governance);
        }
        properties.put("plumbline.services.registry", eval.registry.url());
        properties.put("plumbline.services.gateway", eval.gateway.url());
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), EvalApplication.class.getName()));
        properties.forEach((name, value) -> command.add("--" + name + "=" + value));
        try {
            return new EvalProcess(new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /// As `kill -9` does.
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
