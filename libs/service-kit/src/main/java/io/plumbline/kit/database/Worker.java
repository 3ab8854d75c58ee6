package io.plumbline.kit.database;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.beans.factory.annotation.Qualifier;

/// Selects the `DataSource`, `JdbcClient` or `TransactionTemplate` of the worker role, which sees every team.
/// For background work only; controllers may not use what takes it. Prefer a store without a role, and a task
/// that acts as the worker role by [io.plumbline.kit.tenancy.Tenancy#asWorker].
@Target({ElementType.PARAMETER, ElementType.METHOD, ElementType.FIELD})
@Retention(RetentionPolicy.RUNTIME)
@Qualifier("worker")
public @interface Worker {}
