package io.plumbline.standalone.process;

import io.plumbline.standalone.layout.CannotContinue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// Composes the commands of the stack's JVMs. All of them run from one folder that holds every jar, with an
/// argument file for each kind of process (`service.options`, ...), which script and code share.
///
/// @param lib the folder
public record Jvm(Path lib) {

    /// The folder from which this process runs.
    public static Jvm ofThisBuild() {
        try {
            URI place = Objects.requireNonNull(Jvm.class.getProtectionDomain().getCodeSource())
                    .getLocation()
                    .toURI();
            Path jar = Path.of(place);
            if (!Files.isRegularFile(jar)) {
                throw new CannotContinue("Plumbline is not running from its jars. Start it with ./plumbline.");
            }
            return new Jvm(Objects.requireNonNull(jar.getParent()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /// @param kind names the argument file with the JVM's options
    public List<String> command(String kind, String mainClass, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + lib.resolve(kind + ".options"));
        command.add("-cp");
        command.add(lib + "/*");
        command.add(mainClass);
        command.addAll(arguments);
        return command;
    }

    /// Changes whenever a jar or an option changes.
    public String fingerprint() {
        try (Stream<Path> files = Files.list(lib)) {
            int hash = 0;
            for (Path file : files.sorted().toList()) {
                hash = 31 * hash
                        + Objects.hash(
                                file.toString(),
                                Files.size(file),
                                Files.getLastModifiedTime(file).toMillis());
            }
            return Integer.toHexString(hash);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
