package io.plumbline.registry.prompt;

/// The difference between two prompt versions.
///
/// @param unified the differing lines in the unified format; empty if there are none
record DiffResponse(String name, int from, int to, long added, long removed, String unified) {

    static DiffResponse of(String name, int from, PromptDocument before, int to, PromptDocument after) {
        LineDiff diff = LineDiff.of(PromptLines.of(before), PromptLines.of(after));
        return new DiffResponse(
                name,
                from,
                to,
                diff.count(LineDiff.Kind.ADDED),
                diff.count(LineDiff.Kind.REMOVED),
                diff.unified(name + "@" + from, name + "@" + to));
    }
}
