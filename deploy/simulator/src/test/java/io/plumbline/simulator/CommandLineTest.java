package io.plumbline.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
    @Test
    void listensOnLoopbackWithoutAKeyUnlessTold() {
        assertThat(CommandLine.parse()).isEqualTo(new CommandLine(8089, "127.0.0.1", null));
        assertThat(CommandLine.parse("--host", "0.0.0.0", "--api-key", "k", "--port", "9"))
                .isEqualTo(new CommandLine(9, "0.0.0.0", "k"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--port", "--port 70000", "--port -1", "--port x", "--help me"})
    void refusesWhatItDoesNotUnderstand(String arguments) {
        assertThatThrownBy(() -> CommandLine.parse(arguments.split(" ", -1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
