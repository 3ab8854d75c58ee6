package io.plumbline.governance;

import io.plumbline.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void keepsTheRules() {
        ArchitectureRules.check("io.plumbline.governance");
    }
}
