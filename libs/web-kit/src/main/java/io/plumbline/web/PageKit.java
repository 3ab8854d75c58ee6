package io.plumbline.web;

import io.plumbline.kit.ServiceProperties;
import io.plumbline.kit.problem.ProblemRenderer;
import io.plumbline.kit.security.PublicPaths;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.session.jdbc.config.annotation.web.http.EnableJdbcHttpSession;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;

/// Adds pages with sessions in the database to a service: `@Import(PageKit.class)` on its application. Its
/// migrations are in `classpath:db/web-kit`.
@Configuration(proxyBeanMethods = false)
@EnableJdbcHttpSession(tableName = "web_session", maxInactiveIntervalInSeconds = 1800)
public class PageKit {

    @Bean
    PublicPaths styles() {
        return PublicPaths.of("/web-kit/**", "/favicon.ico");
    }

    @Bean
    CookieSerializer cookieSerializer(ServiceProperties service) {
        DefaultCookieSerializer cookies = new DefaultCookieSerializer();
        cookies.setCookieName("plumbline_" + service.service());
        cookies.setSameSite("Lax");
        cookies.setUseHttpOnlyCookie(true);
        cookies.setUseSecureCookie("https".equals(service.publicUrl().getScheme()));
        return cookies;
    }

    @Bean
    ProblemRenderer pageProblems(ThymeleafViewResolver views) {
        return new PageProblems(views);
    }
}
