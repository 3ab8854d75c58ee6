package io.plumbline.registry.finetuning.executor;

/// An executor cannot advance a job.
public final class ExecutorException extends Exception {

    private static final long serialVersionUID = 1L;
    private static final int MAX_REASON = 500;

    private final boolean mayPass;

    private ExecutorException(String reason, boolean mayPass) {
        super(bounded(reason), null, false, false);
        this.mayPass = mayPass;
    }

    /// Another attempt may succeed.
    static ExecutorException later(String reason) {
        return new ExecutorException(reason, true);
    }

    /// No further attempt can succeed.
    static ExecutorException last(String reason) {
        return new ExecutorException(reason, false);
    }

    public boolean mayPass() {
        return mayPass;
    }

    public String reason() {
        return String.valueOf(getMessage());
    }

    /// Returns a text of another system in one line of at most 500 characters.
    static String bounded(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        if (line.length() <= MAX_REASON) {
            return line;
        }
        boolean isSplit = Character.isHighSurrogate(line.charAt(MAX_REASON - 1));
        return line.substring(0, isSplit ? MAX_REASON - 1 : MAX_REASON);
    }
}
