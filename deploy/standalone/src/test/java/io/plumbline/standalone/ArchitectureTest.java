package io.plumbline.standalone;

import io.plumbline.testkit.ArchitectureRules;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// This module, and the ones without Spring, which do without the test kit.
class ArchitectureTest {

    @ParameterizedTest
    @ValueSource(strings = {"standalone", "simulator", "embeddings", "guardrails", "personaldata"})
    void keepsTheRules(String module) {
        ArchitectureRules.check("io.plumbline." + module);
    }
}
