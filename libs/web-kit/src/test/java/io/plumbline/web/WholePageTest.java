package io.plumbline.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.kit.PlumblineService;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.thymeleaf.autoconfigure.ThymeleafAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/// The configuration that all services share sends a page whole or not at all. The page is longer than the server's
/// buffer, which would hold back a short one in any case.
class WholePageTest {

    private static final String START = "<p>Line 1</p>";
    private static final String END = "<p>THE END</p>";

    @AutoClose
    private static final ConfigurableApplicationContext service = PlumblineService.start(
            Pages.class,
            "pages",
            "--plumbline.service=pages",
            "--spring.config.import=classpath:plumbline-kit.yml",
            "--server.address=127.0.0.1",
            "--server.port=0");

    @AutoClose
    private static final HttpClient client = HttpClient.newHttpClient();

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        TomcatServletWebServerAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        ThymeleafAutoConfiguration.class
    })
    static class Pages {

        @Bean
        RouterFunction<ServerResponse> pages() {
            return RouterFunctions.route()
                    .GET("/complete", _ -> ServerResponse.ok().render("web-kit/long", Map.of("end", "The end")))
                    .GET("/broken", _ -> ServerResponse.ok().render("web-kit/long"))
                    .build();
        }
    }

    @Test
    void sendsACompletePage() throws Exception {
        HttpResponse<String> complete = get("/complete");

        assertThat(complete.statusCode()).isEqualTo(200);
        assertThat(complete.body()).contains(START, END).hasSizeGreaterThan(16_384);
    }

    @Test
    void sendsNothingOfAPageThatFailsHalfway() throws Exception {
        HttpResponse<String> broken = get("/broken");

        assertThat(broken.statusCode()).isEqualTo(500);
        assertThat(broken.body()).doesNotContain("A long page", START);
    }

    /// @throws java.io.IOException if the answer ends in its middle
    private static HttpResponse<String> get(String path) throws Exception {
        String port = service.getEnvironment().getRequiredProperty("local.server.port");
        URI address = URI.create("http://127.0.0.1:" + port + path);
        return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    }
}
