package io.plumbline.standalone.migration;

import io.plumbline.standalone.console.Narrator;
import io.plumbline.standalone.demo.api.Answer;
import java.util.HashSet;
import java.util.Set;

/// Prints and counts what an import does.
final class ImportReport {

    private final Narrator narrator;
    private final boolean dryRun;
    private final Set<String> inProduction = new HashSet<>();
    private int created;
    private int versions;
    private int present;
    private int aliases;
    private int refused;

    ImportReport(Narrator narrator, boolean dryRun) {
        this.narrator = narrator;
        this.dryRun = dryRun;
    }

    /// @param title such as `model fraud-scorer`
    void create(String title) {
        created++;
        narrator.say(title + ": " + (dryRun ? "would be created" : "created"));
    }

    /// @param version such as `version 3, here 2`
    void addVersion(String title, String version) {
        versions++;
        narrator.say(title + ": " + version + (dryRun ? " would be copied" : " copied"));
    }

    void keepVersion() {
        present++;
    }

    void point(String title, String alias, int version) {
        aliases++;
        narrator.say(
                "%s: alias %s %s version %d".formatted(title, alias, dryRun ? "would point to" : "points to", version));
    }

    /// Something that only a person can do here.
    void advise(String title, String advice) {
        narrator.say(title + ": " + advice);
    }

    /// Names, once, the version that is in production there.
    void adviseProduction(String title, int version) {
        if (inProduction.add(title + "@" + version)) {
            advise(
                    title,
                    "version %d is in production there. Here it needs its gate and approvals: promote it."
                            .formatted(version));
        }
    }

    /// Something that cannot be copied.
    void refuse(String title, String reason) {
        refused++;
        narrator.say(title + ": not copied: " + reason);
    }

    /// Whether the registry has accepted it; else counts and prints the reason.
    boolean isAccepted(String title, Answer answer) {
        if (answer.status() / 100 == 2) {
            return true;
        }
        String detail = answer.string("detail");
        String message = detail.isEmpty() ? answer.string("message") : detail;
        StringBuilder reason = new StringBuilder(message.isEmpty() ? "status " + answer.status() : message);
        answer.body()
                .path("errors")
                .forEach(error -> reason.append(' ')
                        .append(error.path("pointer").asString(""))
                        .append(' ')
                        .append(error.path("message").asString("")));
        refuse(title, reason.toString());
        return false;
    }

    /// @param noun `models` or `prompts`
    /// @return whether everything was copied
    boolean end(String noun, int read) {
        narrator.say("%d %s read: %d created, %d versions copied, %d already here, %d aliases set, %d refused%s"
                .formatted(
                        read, noun, created, versions, present, aliases, refused, dryRun ? " (nothing written)" : ""));
        return refused == 0;
    }
}
