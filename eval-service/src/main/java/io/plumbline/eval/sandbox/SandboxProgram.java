package io.plumbline.eval.sandbox;

/// A Python program to run.
///
/// @param source at most 1 MiB in UTF-8
/// @param input the standard input, at most 16 MiB in UTF-8
public record SandboxProgram(String source, String input, SandboxLimits limits) {

    private static final int MOST_SOURCE = 1 << 20;
    private static final int MOST_INPUT = 16 << 20;

    public SandboxProgram {
        if (source.length() > MOST_SOURCE) {
            throw new IllegalArgumentException("The program is larger than 1 MiB.");
        }
        if (input.length() > MOST_INPUT) {
            throw new IllegalArgumentException("The input is larger than 16 MiB.");
        }
    }

    public static SandboxProgram python(String source) {
        return new SandboxProgram(source, "", SandboxLimits.SMALL);
    }
}
