package io.plumbline.eval.score;

import io.plumbline.embeddings.MiniLmEncoder;
import io.plumbline.eval.metric.MetricCatalog;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class MetricConfiguration {

    @Bean
    MetricCatalog metricCatalog() {
        return MetricCatalog.all(MiniLmEncoder.shared());
    }
}
