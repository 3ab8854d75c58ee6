package io.plumbline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// `./plumbline bench soak`, for a short time and at a rate that any machine can give.
@Tag("full")
class SoakE2ET {

    @Test
    void keepsTheGatewaysMemoryFlatAndLosesNoEvent() {
        RunningStack.Ended ended = RunningStack.run("bench", "soak", "--minutes", "3", "--rate", "60");
        assertThat(ended.exitCode()).as(ended.output()).isZero();
        assertThat(ended.output())
                .contains("heap after collection", "memory outside the heap", "threads", "file descriptors")
                .contains(
                        "chat, encoder, streamed",
                        "chat, from the cache",
                        "chat, refused by a guard",
                        "messages, streamed",
                        "messages, tools")
                .contains("Memory stays flat, and every answered call has its event.");
    }
}
