package io.plumbline.kit;

import org.springframework.context.annotation.Configuration;

/// The audit log's beans.
@Configuration(proxyBeanMethods = false)
public class AuditConfiguration {}
