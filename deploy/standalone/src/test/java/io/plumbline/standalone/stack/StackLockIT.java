package io.plumbline.standalone.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.standalone.layout.Home;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackLockIT {

    @TempDir
    Path folder;

    @Test
    void isHeldByOneLeaderAtATime() {
        Home home = new Home(folder).prepare();
        Optional<StackLock> first = StackLock.tryTake(home);

        assertThat(first).isPresent();
        assertThat(StackLock.tryTake(home)).isEmpty();

        first.orElseThrow().close();
        Optional<StackLock> next = StackLock.tryTake(home);
        assertThat(next).isPresent();
        next.orElseThrow().close();
    }
}
