package io.plumbline.personaldata.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.embeddings.EncodedWindow;
import io.plumbline.embeddings.EncoderUnavailableException;
import io.plumbline.embeddings.Encoding;
import io.plumbline.embeddings.TextEncoder;
import io.plumbline.embeddings.TextEncoder.TimeLimit;
import io.plumbline.embeddings.WindowMemory;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InspectedTextTest {

    private final Recorded encoder = new Recorded();

    private InspectedText passage(Deadline deadline) {
        return new InspectedText("some text", Provenance.USER, Surroundings.NONE, deadline, encoder);
    }

    @Test
    void isEncodedOnceForAllDetectors() {
        InspectedText passage = passage(Deadline.NONE);

        assertThat(passage.encoding()).isSameAs(passage.encoding());
        assertThat(encoder.texts).isEqualTo(1);
    }

    @Test
    void passesItsDeadlineOn() {
        long[] now = {0};
        assertThat(passage(Deadline.in(5, () -> now[0])).encoding().windows()).isZero();
        TimeLimit expired = Objects.requireNonNull(encoder.expired);

        assertThat(expired.isPast()).isFalse();
        now[0] = 5_000_001;
        assertThat(expired.isPast()).isTrue();
    }

    @Test
    void hasNoEncoderWhileThatIsNotAvailable() {
        assertThat(passage(Deadline.NONE).hasEncoder()).isTrue();
        encoder.available = false;
        assertThat(passage(Deadline.NONE).hasEncoder()).isFalse();
        assertThat(InspectedText.of("some text").hasEncoder()).isFalse();
        assertThatThrownBy(() -> InspectedText.of("some text").encoding())
                .isInstanceOf(EncoderUnavailableException.class);
    }

    @Test
    void countsAWindowThatIsAskedInVainForMoreThanItsMeans() {
        Brief brief = new Brief();
        TextEncoder memory = new WindowMemory((_, _) -> brief);
        assertThat(passage(Deadline.NONE).through(memory).encoding().window(0).mean(1))
                .isEmpty();
        InspectedText again = passage(Deadline.NONE).through(memory);
        EncodedWindow known = again.encoding().window(0);
        assertThat(known.mean(1)).isEmpty();
        assertThat(again.missed()).isZero();
        assertThatThrownBy(() -> known.states(1)).isInstanceOf(EncoderUnavailableException.class);
        assertThat(again.missed()).isOne();
    }

    /// One window, which is encoded once and never again.
    private static final class Brief implements Encoding, EncodedWindow {
        private boolean encoded;

        @Override
        public int windows() {
            return 1;
        }

        @Override
        public int start(int number) {
            return 0;
        }

        @Override
        public int end(int number) {
            return "some text".length();
        }

        @Override
        public EncodedWindow window(int window) {
            if (encoded) {
                throw new EncoderUnavailableException("too many wait");
            }
            encoded = true;
            return this;
        }

        @Override
        public int tokens() {
            return 1;
        }

        @Override
        public boolean continues(int token) {
            return false;
        }

        @Override
        public float[] states(int layer) {
            return new float[0];
        }

        @Override
        public float[] mean(int layer) {
            return new float[0];
        }
    }

    private static final class Recorded implements TextEncoder {
        private int texts;
        private boolean available = true;
        private @Nullable TimeLimit expired;

        @Override
        public boolean isAvailable() {
            return available;
        }

        @Override
        public Encoding encode(String text, TimeLimit newExpired) {
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
