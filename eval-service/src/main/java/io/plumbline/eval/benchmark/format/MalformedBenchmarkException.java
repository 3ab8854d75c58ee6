package io.plumbline.eval.benchmark.format;

/// A file that is not in the published format of its benchmark.
public final class MalformedBenchmarkException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private final String file;
    private final int line;
    private final String reason;

    /// @param line from 1; the first line of the row
    /// @param reason continues the sentence "line 3 …", without text of the file
    public MalformedBenchmarkException(String file, int line, String reason) {
        super(file + ", line " + line + ": " + reason);
        this.file = file;
        this.line = line;
        this.reason = reason;
    }

    public String file() {
        return file;
    }

    public int line() {
        return line;
    }

    public String reason() {
        return reason;
    }
}
