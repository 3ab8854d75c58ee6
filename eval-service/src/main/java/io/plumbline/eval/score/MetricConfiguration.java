package io.plumbline.eval.score;

import io.plumbline.embeddings.MiniLmEncoder;
import io.plumbline.eval.metric.Metric;
import io.plumbline.eval.metric.definition.MetricCatalog;
import io.plumbline.eval.metric.definition.MetricResolver;
import io.plumbline.eval.metric.scorer.RegisteredScorers;
import io.plumbline.eval.metric.scorer.UnavailableMetric;
import io.plumbline.kit.egress.EgressProxy;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ScorerProperties.class)
class MetricConfiguration {

    private static final String BLEURT = "bleurt";

    @Bean
    MetricResolver metricResolver(ScorerProperties properties, EgressProxy egress, RegisteredScorers registered) {
        Map<String, Metric> scorers = new LinkedHashMap<>();
        scorers.put(BLEURT, new UnavailableMetric(BLEURT, "no scorer is configured (plumbline.eval.scorers.bleurt)"));
        properties.scorers().forEach((name, scorer) -> {
            String metric = name.equals(BLEURT) ? BLEURT : "custom:" + name;
            scorers.put(metric, scorer.metric(metric, egress));
        });
        return new MetricResolver(MetricCatalog.all(MiniLmEncoder.shared()), scorers, registered);
    }
}
