package io.plumbline.standalone.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {

    @TempDir
    Path folder;

    @Test
    void repeatsLinesAsTheyAreFinished() throws IOException {
        Path log = Files.writeString(folder.resolve("log"), "one\ntw");
        List<String> lines = new ArrayList<>();
        try (LogTail tail = new LogTail(log, lines::add)) {
            tail.repeatNewLines();
            assertThat(lines).containsExactly("one");

            Files.writeString(log, "o …\nthree\n", StandardOpenOption.APPEND);
            tail.repeatNewLines();
            tail.repeatNewLines();
            assertThat(lines).containsExactly("one", "two …", "three");
        }
    }
}
