package io.plumbline.probe;

import io.plumbline.testkit.ArchitectureRules;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The libraries below the test kit. They cannot depend on it, so they are checked here.
class ArchitectureTest {

    @ParameterizedTest
    @ValueSource(strings = {"audit", "configuration", "clients", "kit", "testkit", "testpostgres"})
    void keepsTheRules(String library) {
        ArchitectureRules.check("io.plumbline." + library);
    }
}
