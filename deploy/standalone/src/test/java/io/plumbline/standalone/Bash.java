package io.plumbline.standalone;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Runs Bash with the functions of the script `plumbline` loaded.
final class Bash {

    private static final Path SCRIPT = script();

    private final Path folder;
    private final Map<String, String> environment;

    /// @param folder the home of the person and of the stack
    Bash(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    record Result(int exitCode, String out, String err) {}

    /// Runs commands after the script was sourced.
    Result withFunctions(String commands) {
        return run("bash", "-c", "source '" + SCRIPT + "'\n" + commands);
    }

    /// Runs the script itself.
    Result script(String... arguments) {
        String[] command = new String[arguments.length + 2];
        command[0] = "bash";
        command[1] = SCRIPT.toString();
        System.arraycopy(arguments, 0, command, 2, arguments.length);
        return run(command);
    }

    /// Creates a program that runs this command.
    static void executable(Path file, String command) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + command + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Result run(String... command) {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().put("HOME", folder.toString());
        builder.environment()
                .put("PLUMBLINE_HOME", folder.resolve("plumbline home").toString());
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("The script hangs");
            }
            return new Result(process.exitValue(), read(out), read(err));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    private static Path script() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path candidate = folder.resolve("plumbline");
            if (Files.isRegularFile(candidate)) {
                return candidate;
            }
        }
        throw new IllegalStateException(
                "The script plumbline is not above " + Path.of("").toAbsolutePath());
    }
}
