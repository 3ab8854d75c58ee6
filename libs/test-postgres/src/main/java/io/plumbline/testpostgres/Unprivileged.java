package io.plumbline.testpostgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// PostgreSQL refuses to run as root, which is who builds are in many containers. There it runs in a user
/// namespace of its own, or as an unprivileged user where namespaces are forbidden.
enum Unprivileged {
    AS_IS(""),
    NAMESPACE("unshare -U"),
    NOBODY("setpriv --reuid=65534 --regid=65534 --clear-groups");

    private static final int NOBODY_ID = 65534;

    private final String prefix;

    Unprivileged(String prefix) {
        this.prefix = prefix;
    }

    static Unprivileged here() throws InterruptedException {
        if (!"root".equals(System.getProperty("user.name"))) {
            return AS_IS;
        }
        try {
            Process probe = new ProcessBuilder(NAMESPACE.command("true"))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return probe.waitFor() == 0 ? NAMESPACE : NOBODY;
        } catch (IOException e) {
            return NOBODY; // without the program there is no namespace either
        }
    }

    List<String> command(String... arguments) {
        List<String> command = new ArrayList<>();
        if (!prefix.isEmpty()) {
            command.addAll(List.of(prefix.split(" ", -1)));
        }
        command.addAll(List.of(arguments));
        return command;
    }

    /// Makes the path belong to whom the commands run as.
    void own(Path path) throws IOException {
        if (this == NOBODY) {
            Files.setAttribute(path, "unix:uid", NOBODY_ID);
            Files.setAttribute(path, "unix:gid", NOBODY_ID);
        }
    }
}
