package io.plumbline.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

class PlumblineServiceTest {

    private static final int SERVICES = 5;

    @RepeatedTest(20)
    void logsConcurrentlyStartingServices() throws Exception {
        CyclicBarrier atOnce = new CyclicBarrier(SERVICES);
        try (ExecutorService threads = Executors.newFixedThreadPool(SERVICES)) {
            List<Callable<ConfigurableApplicationContext>> starts = IntStream.range(0, SERVICES)
                    .<Callable<ConfigurableApplicationContext>>mapToObj(number -> () -> {
                        atOnce.await();
                        return PlumblineService.start(
                                Bare.class, "bare" + number, "--spring.main.web-application-type=none");
                    })
                    .toList();
            List<Future<ConfigurableApplicationContext>> started = threads.invokeAll(starts);
            boolean logs = LoggerFactory.getLogger(PlumblineServiceTest.class).isInfoEnabled();
            for (Future<ConfigurableApplicationContext> context : started) {
                context.get().close();
            }
            assertThat(logs).isTrue();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Bare {}
}
