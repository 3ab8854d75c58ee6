package io.plumbline.standalone.init;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PropertiesFileTest {

    @TempDir
    Path folder;

    @Test
    void readsBackWhatItWrote() {
        Map<String, String> values = Map.of(
                "path",
                "C:\\temp\\ü",
                "space",
                "  in front",
                "sign",
                "a=b:c#d!e",
                "base64",
                "AB+/==",
                "lines",
                "one\ntwo");
        Path file = folder.resolve("some.properties");

        PropertiesFile.write(file, "A comment", values);
        assertThat(PropertiesFile.read(file)).isEqualTo(values);
    }

    @Test
    void saysNothingOfAFileThatIsAbsent() {
        assertThat(PropertiesFile.read(folder.resolve("absent"))).isEmpty();
    }
}
