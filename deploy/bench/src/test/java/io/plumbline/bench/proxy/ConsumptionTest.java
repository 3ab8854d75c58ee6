package io.plumbline.bench.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ConsumptionTest {

    @Test
    @EnabledOnOs(OS.LINUX)
    void tellsWhatTheCompilersOfAJvmHaveTaken() {
        Consumption own = new Consumption(ProcessHandle.current());

        Duration compiling = own.compiling().orElseThrow();

        assertThat(compiling).isPositive().isLessThan(own.cpu().plusSeconds(1));
    }
}
