/// Databases for tests: one server in each JVM, and a database for each test that needs one.
@NullMarked
package io.plumbline.testpostgres;

import org.jspecify.annotations.NullMarked;
