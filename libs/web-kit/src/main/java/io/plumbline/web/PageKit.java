package io.plumbline.web;

import io.plumbline.kit.ServiceProperties;
import io.plumbline.kit.problem.ProblemRenderer;
import io.plumbline.kit.security.PublicPaths;
import io.plumbline.web.layout.Navigation;
import io.plumbline.web.layout.PageModel;
import io.plumbline.web.layout.PublicUrlProperties;
import io.plumbline.web.layout.ResourcePages;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.session.jdbc.config.annotation.web.http.EnableJdbcHttpSession;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;

/// Adds pages to a service: `@Import(PageKit.class)` on its application, and [io.plumbline.web.login.OidcLogin]
/// if people sign in at governance-service. Its migrations are in `classpath:db/web-kit`.
@Configuration(proxyBeanMethods = false)
@EnableJdbcHttpSession(tableName = "web_session", maxInactiveIntervalInSeconds = 1800)
@EnableConfigurationProperties(PublicUrlProperties.class)
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
    Navigation navigation(PublicUrlProperties urls) {
        return new Navigation(urls);
    }

    @Bean
    PageModel pageModel(Navigation navigation, PublicUrlProperties urls, ServiceProperties service) {
        return new PageModel(navigation, new ResourcePages(urls), service.service());
    }

    @Bean
    ProblemRenderer pageProblems(ThymeleafViewResolver views, PageModel model) {
        return new PageProblems(views, model);
    }
}
