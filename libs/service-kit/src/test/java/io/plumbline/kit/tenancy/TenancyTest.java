package io.plumbline.kit.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TenancyTest {

    @ParameterizedTest
    @ValueSource(strings = {",", "team-a,team-b", "*,"})
    void refusesNamesThatWouldOpenOtherTeams(String name) {
        assertThatThrownBy(() -> Tenancy.callAs(Set.of(name), Tenancy::isWorker))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Tenancy.enter(Set.of(name))).isInstanceOf(IllegalArgumentException.class);
        assertThat(Tenancy.current()).isEmpty();
    }

    @Test
    void returnsToTheFormerTeamsAfterAWorkersCall() {
        Tenancy.runAs(Set.of("team-a"), () -> {
            assertThat(Tenancy.asWorker(Tenancy::isWorker)).isTrue();
            assertThat(Tenancy.isWorker()).isFalse();
            assertThat(Tenancy.current()).isEqualTo("team-a");
        });
        assertThat(Tenancy.current()).isEmpty();
    }
}
