package io.plumbline.web.login;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SavedPagesTest {

    @ParameterizedTest
    @CsvSource({
        "http://evil.example/gates?state=PASS&continue, /gates?state=PASS&continue",
        "http://evil.example:8080, /",
        "https://evil.example//other.example/x, /other.example/x",
        "http://evil.example/\\other.example/x, /other.example/x",
        "/gates?from=http://a/b, /gates?from=http://a/b",
        "//other.example/x, /other.example/x",
        "/, /"
    })
    void keepsThePathAlone(String address, String path) {
        assertThat(SavedPages.pathOf(address)).isEqualTo(path);
    }
}
