package io.plumbline.registry.dataset.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.junit.jupiter.api.Test;

class SeenIdsTest {

    @Test
    void remembersTheFirstPositionOfAnId() throws NoSuchAlgorithmException {
        SeenIds ids = new SeenIds(MessageDigest.getInstance("SHA-256"));
        for (int line = 1; line <= 50_000; line++) {
            assertThat(ids.before("id-" + line, line)).isZero();
        }
        for (int line = 1; line <= 50_000; line += 777) {
            assertThat(ids.before("id-" + line, 99_999)).isEqualTo(line);
        }
    }
}
