package io.plumbline.guardrails.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.embeddings.EncodedWindow;
import io.plumbline.embeddings.EncoderUnavailableException;
import io.plumbline.embeddings.Encoding;
import io.plumbline.embeddings.TextEncoder;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PassageTest {

    private final Recorded encoder = new Recorded();

    private Passage passage(Deadline deadline) {
        return new Passage("some text", Provenance.USER, Surroundings.NONE, deadline, encoder);
    }

    @Test
    void isEncodedOnceForAllDetectors() {
        Passage passage = passage(Deadline.NONE);

        assertThat(passage.encoding()).isSameAs(passage.encoding());
        assertThat(encoder.texts).isEqualTo(1);
    }

    @Test
    void passesItsDeadlineOn() {
        long[] now = {0};
        assertThat(passage(Deadline.in(5, () -> now[0])).encoding().windows()).isZero();
        BooleanSupplier expired = Objects.requireNonNull(encoder.expired);

        assertThat(expired.getAsBoolean()).isFalse();
        now[0] = 5_000_001;
        assertThat(expired.getAsBoolean()).isTrue();
    }

    @Test
    void hasNoEncoderWhileThatIsNotAvailable() {
        assertThat(passage(Deadline.NONE).hasEncoder()).isTrue();
        encoder.available = false;
        assertThat(passage(Deadline.NONE).hasEncoder()).isFalse();
        assertThat(Passage.of("some text").hasEncoder()).isFalse();
        assertThatThrownBy(() -> Passage.of("some text").encoding()).isInstanceOf(EncoderUnavailableException.class);
    }

    private static final class Recorded implements TextEncoder {
        private int texts;
        private boolean available = true;
        private @Nullable BooleanSupplier expired;

        @Override
        public boolean isAvailable() {
            return available;
        }

        @Override
        public Encoding encode(String text, BooleanSupplier newExpired) {
            texts++;
            expired = newExpired;
            return new NoWindows();
        }
    }

    private record NoWindows() implements Encoding {

        @Override
        public int windows() {
            return 0;
        }

        @Override
        public int start(int window) {
            throw new IndexOutOfBoundsException(window);
        }

        @Override
        public int end(int window) {
            throw new IndexOutOfBoundsException(window);
        }

        @Override
        public EncodedWindow window(int window) {
            throw new IndexOutOfBoundsException(window);
        }
    }
}
