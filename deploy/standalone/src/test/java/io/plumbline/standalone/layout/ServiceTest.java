package io.plumbline.standalone.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ServiceTest {

    @ParameterizedTest
    @EnumSource
    void isAnApplicationThatCanBeStartedByItself(Service service) throws ReflectiveOperationException {
        Class<?> application = Class.forName(service.applicationClass());

        int main = application.getDeclaredMethod("main", String[].class).getModifiers();
        assertThat(Modifier.isStatic(main) && !Modifier.isPrivate(main)).isTrue();
        assertThat(getClass().getResource("/" + service.id() + "-service.yml")).isNotNull();
    }

    @Test
    void sharesNoPort() {
        Ports ports = new Ports(9000);

        assertThat(Arrays.stream(Service.values()).map(ports::of))
                .doesNotHaveDuplicates()
                .doesNotContain(ports.simulator(), ports.postgres());
    }
}
