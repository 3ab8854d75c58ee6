package io.plumbline.kit.web;

import io.plumbline.audit.UuidV7;
import io.plumbline.kit.ServiceProperties;
import io.plumbline.kit.problem.ProblemAdvice;
import io.plumbline.kit.problem.ProblemDetailRenderer;
import io.plumbline.kit.problem.ProblemObserver;
import io.plumbline.kit.problem.ProblemRenderer;
import io.plumbline.kit.problem.ProblemReports;
import io.plumbline.kit.problem.ProblemWriter;
import io.plumbline.kit.seal.KeyEncryptionKey;
import io.plumbline.kit.security.PermissionInterceptor;
import io.plumbline.kit.tenancy.TenantScope;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.catalina.core.StandardHost;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.http.converter.yaml.JacksonYamlHttpMessageConverter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// The filters and interceptors around every handler, in order: request id, body limit, Spring Security,
/// idempotency key, permission and tenancy.
@Configuration(proxyBeanMethods = false)
public class WebConfiguration {

    /// Spring Security's filters are at -100.
    private static final int AFTER_SECURITY = 0;

    @Bean
    ProblemRenderer problemDetailRenderer(JsonMapper json) {
        return new ProblemDetailRenderer(json);
    }

    @Bean
    ProblemWriter problemWriter(ObjectProvider<ProblemRenderer> renderers, ObjectProvider<ProblemObserver> observers) {
        return new ProblemWriter(
                renderers.orderedStream().toList(), observers.orderedStream().toList());
    }

    @Bean
    ProblemAdvice problemAdvice(ProblemWriter writer) {
        return new ProblemAdvice(writer);
    }

    @Bean
    UnhandledErrors unhandledErrors(ProblemWriter writer) {
        return new UnhandledErrors(writer);
    }

    @Bean
    FilterRegistrationBean<RequestIds> requestIds(ServiceProperties service, UuidV7 ids) {
        return ordered(new RequestIds(service.service(), ids), Ordered.HIGHEST_PRECEDENCE + 10);
    }

    @Bean
    FilterRegistrationBean<BodyLimit> bodyLimit(ProblemWriter problems, ObjectProvider<Uploads> uploads) {
        return ordered(new BodyLimit(problems, uploads.stream().toList()), Ordered.HIGHEST_PRECEDENCE + 20);
    }

    @Bean
    FilterRegistrationBean<ConcreteTypes> concreteTypes(ProblemWriter problems) {
        return ordered(new ConcreteTypes(problems), Ordered.HIGHEST_PRECEDENCE + 30);
    }

    @Bean
    WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> problemReports() {
        return tomcat -> tomcat.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(ProblemReports.class.getName());
            }
        });
    }

    @Bean
    IdempotencyStore idempotencyStore(JdbcClient jdbc, KeyEncryptionKey key, UuidV7 ids) {
        return new IdempotencyStore(jdbc, key.sealer("idempotent-answers"), ids);
    }

    /// Spring Boot registers it with the transaction manager for requests.
    @Bean
    IdempotentCommit idempotentCommit(IdempotencyStore store) {
        return new IdempotentCommit(store);
    }

    @Bean
    FilterRegistrationBean<IdempotencyKeys> idempotencyKeys(
            IdempotencyStore store,
            IdempotentCommit commits,
            ProblemWriter problems,
            ObjectProvider<OwnIdempotency> own) {
        Set<String> paths = own.stream().flatMap(each -> each.paths().stream()).collect(Collectors.toSet());
        return ordered(new IdempotencyKeys(store, commits, problems, paths), AFTER_SECURITY);
    }

    /// Applies to request bodies only, not to JSON from other sources. Runs after Spring Boot's own customizer,
    /// which is at 0.
    @Bean
    @Order(10)
    ServerHttpMessageConvertersCustomizer storableBodies(JsonMapper json) {
        JsonMapper bodies = json.rebuild().addModule(new StorableText()).build();
        return converters -> converters
                .withJsonConverter(new JacksonJsonHttpMessageConverter(bodies))
                .withYamlConverter(new JacksonYamlHttpMessageConverter(asStrict(json)));
    }

    /// Reads YAML as strictly as JSON and refuses duplicate members, a common mistake in hand-written documents.
    private static YAMLMapper asStrict(JsonMapper json) {
        YAMLMapper.Builder yaml =
                YAMLMapper.builder().addModule(new StorableText()).enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION);
        for (DeserializationFeature feature : DeserializationFeature.values()) {
            yaml.configure(feature, json.isEnabled(feature));
        }
        for (MapperFeature feature : MapperFeature.values()) {
            yaml.configure(feature, json.isEnabled(feature));
        }
        return yaml.build();
    }

    /// Spring Security's firewall, which also refuses NUL in parameters; it already refuses NUL in paths.
    @Bean
    HttpFirewall httpFirewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowedParameterValues(StorableText::isStorable);
        return firewall;
    }

    @Bean
    WebMvcConfigurer permissions(TenantScope scope) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new PermissionInterceptor(scope));
            }
        };
    }

    private static <F extends jakarta.servlet.Filter> FilterRegistrationBean<F> ordered(F filter, int order) {
        FilterRegistrationBean<F> registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(order);
        return registration;
    }
}
