package io.plumbline.console;

import io.plumbline.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void keepsTheRules() {
        ArchitectureRules.check("io.plumbline.console");
    }
}
