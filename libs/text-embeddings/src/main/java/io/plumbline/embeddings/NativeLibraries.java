package io.plumbline.embeddings;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// ONNX Runtime's native libraries, loaded once per process.
///
/// Loaded from the folder given by the system property `onnxruntime.native.path`, or else unpacked from the jar
/// into a folder in `java.io.tmpdir` that only this user can read or write. The folder is deleted as soon as they
/// are loaded; a killed process therefore leaves nothing behind.
final class NativeLibraries {

    static final String PATH = "onnxruntime.native.path";

    static final String FOLDER = "plumbline-onnx-";

    private static final String[] NAMES = {"onnxruntime", "onnxruntime4j_jni"};

    private NativeLibraries() {}

    /// The environment, with the libraries loaded.
    ///
    /// @throws EncoderUnavailableException when there are none for this machine, or it cannot run them
    static OrtEnvironment load() {
        try {
            return environment();
        } catch (IOException | RuntimeException | LinkageError e) {
            throw new EncoderUnavailableException(
                    "ONNX Runtime's libraries cannot be loaded: " + PATH + " (now "
                            + System.getProperty(PATH, "not set")
                            + ") may name a folder that has them and from which they may be run",
                    e);
        }
    }

    private static OrtEnvironment environment() throws IOException {
        if (System.getProperty(PATH) != null) {
            return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
        }
        Path folder = Files.createTempDirectory(FOLDER + ProcessHandle.current().pid() + "-");
        try {
            for (String name : NAMES) {
                unpack(System.mapLibraryName(name), folder);
            }
            System.setProperty(PATH, folder.toString());
            return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
        } finally {
            System.clearProperty(PATH);
            for (String name : NAMES) {
                Files.deleteIfExists(folder.resolve(System.mapLibraryName(name)));
            }
            Files.deleteIfExists(folder);
        }
    }

    private static void unpack(String file, Path folder) throws IOException {
        String resource = "/ai/onnxruntime/native/" + machine() + "/" + file;
        try (InputStream library = OrtEnvironment.class.getResourceAsStream(resource)) {
            if (library == null) {
                throw new IOException("the jar has no " + resource);
            }
            Files.copy(library, folder.resolve(file));
        }
    }

    /// The machine's name in ONNX Runtime's jar.
    private static String machine() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String processor = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return (system.startsWith("mac") ? "osx" : system.startsWith("win") ? "win" : "linux")
                + (processor.equals("aarch64") ? "-aarch64" : "-x64");
    }
}
