package io.plumbline.eval.scorer;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HttpScorerProperties.class)
class ScorerConfiguration {}
