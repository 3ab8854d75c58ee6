package io.plumbline.registry.supplychain;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The serialisation format of a file of a model, by its name or its first bytes. A format is unsafe if loading
/// a file of it may run code that the file contains.
public enum FileFormat {
    SAFETENSORS(Set.of("safetensors"), null),
    GGUF(Set.of("gguf"), null),
    ONNX(Set.of("onnx"), null),
    PICKLE(
            Set.of("pkl", "pickle", "joblib", "dill", "cloudpickle"),
            "Loading a pickle runs the code that the file names."),
    PYTORCH(
            Set.of("pt", "pth", "ckpt", "bin"),
            "PyTorch saves a pickle, and loading a pickle runs the code that the file names."),
    KERAS(
            Set.of("h5", "hdf5", "keras"),
            "A Keras model may contain Lambda layers, whose code runs when the model is loaded."),
    OTHER(Set.of(), null);

    private static final Set<String> COMPRESSIONS = Set.of("gz", "bz2", "xz", "zst", "lz4", "z");
    /// Protocol 0 and 1 have no magic number; one that calls something begins with the name of a module.
    private static final Pattern OLD_PICKLE = Pattern.compile("\\(?c[A-Za-z_][\\w.]{0,100}\\n[A-Za-z_]\\w{0,100}\\n.*");
    private static final int PICKLE_PROTOCOL = 0x80;
    private static final int NEWEST_PROTOCOL = 5;
    private static final int ZIP_HEADER = 30;
    private static final int ZIP_NAME_LENGTH = 26;
    private static final int LENGTH_OF_SAFETENSORS = 8;

    @SuppressWarnings("ImmutableEnumChecker") // unmodifiable, of strings
    private final Set<String> extensions;

    private final @Nullable String danger;

    FileFormat(Set<String> extensions, @Nullable String danger) {
        this.extensions = extensions;
        this.danger = danger;
    }

    /// Returns why the format is unsafe; empty for a safe or unknown one.
    public Optional<String> danger() {
        return Optional.ofNullable(danger);
    }

    /// Returns the format that a file's name promises.
    static FileFormat ofName(String name) {
        String extension = extension(name);
        for (FileFormat format : values()) {
            if (format.extensions.contains(extension)) {
                return format;
            }
        }
        return OTHER;
    }

    /// Returns the extension of a name in lower case, without that of a compression; empty for none.
    static String extension(String name) {
        String file = name.substring(name.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        int dot = file.lastIndexOf('.');
        String last = file.substring(dot + 1);
        if (dot > 0 && COMPRESSIONS.contains(last)) {
            return extension(file.substring(0, dot));
        }
        return dot < 0 ? "" : last;
    }

    /// Returns the format that the first bytes of a file prove; empty if they prove none.
    static Optional<FileFormat> ofHead(byte[] head) {
        String text = new String(head, StandardCharsets.ISO_8859_1);
        if (text.startsWith("GGUF")) {
            return Optional.of(GGUF);
        }
        if (text.startsWith("\u0089HDF\r\n\u001a\n")) {
            return Optional.of(KERAS);
        }
        if (text.startsWith("PK\u0003\u0004")) {
            return ofFirstEntry(head, text);
        }
        if (text.startsWith("\u0093NUMPY")) {
            // An array of Python objects is a pickle.
            return text.contains("'|O'") ? Optional.of(PICKLE) : Optional.empty();
        }
        if (head.length > LENGTH_OF_SAFETENSORS && head[LENGTH_OF_SAFETENSORS] == '{' && head[7] == 0) {
            return Optional.of(SAFETENSORS);
        }
        boolean pickle =
                head.length > 2 && (head[0] & 0xff) == PICKLE_PROTOCOL && head[1] >= 2 && head[1] <= NEWEST_PROTOCOL;
        return pickle || OLD_PICKLE.matcher(text.replace('\r', ' ')).lookingAt()
                ? Optional.of(PICKLE)
                : Optional.empty();
    }

    /// A zip of PyTorch begins with its pickle, one of Keras with its metadata.
    private static Optional<FileFormat> ofFirstEntry(byte[] head, String text) {
        if (head.length < ZIP_HEADER) {
            return Optional.empty();
        }
        int length = (head[ZIP_NAME_LENGTH] & 0xff) | (head[ZIP_NAME_LENGTH + 1] & 0xff) << 8;
        String entry = text.substring(ZIP_HEADER, Math.min(head.length, ZIP_HEADER + length));
        if (entry.endsWith("/data.pkl") || entry.equals("data.pkl")) {
            return Optional.of(PYTORCH);
        }
        return entry.equals("metadata.json") ? Optional.of(KERAS) : Optional.empty();
    }
}
