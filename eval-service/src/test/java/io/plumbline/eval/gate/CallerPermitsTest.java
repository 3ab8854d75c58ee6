package io.plumbline.eval.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.eval.gate.CallerPermits.Answer;
import org.junit.jupiter.api.Test;

class CallerPermitsTest {

    private final CallerPermits places = new CallerPermits(2, 3);

    @Test
    void leavesRoomForOtherCallersAndIsBounded() {
        assertThat(places.take("a")).isEqualTo(Answer.GRANTED);
        assertThat(places.take("a")).isEqualTo(Answer.GRANTED);
        assertThat(places.take("a")).isEqualTo(Answer.CALLER_HAS_ALL);
        assertThat(places.take("b")).isEqualTo(Answer.GRANTED);
        assertThat(places.take("b")).isEqualTo(Answer.NONE_LEFT);
        places.release("a");
        assertThat(places.take("b")).isEqualTo(Answer.GRANTED);
        assertThat(places.take("c")).isEqualTo(Answer.NONE_LEFT);
        places.release("b");
        places.release("b");
        assertThat(places.take("a")).isEqualTo(Answer.GRANTED);
        assertThat(places.take("c")).isEqualTo(Answer.GRANTED);
    }
}
