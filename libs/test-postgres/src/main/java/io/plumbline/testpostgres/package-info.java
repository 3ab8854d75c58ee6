/// The database that tests get: one server in each JVM, one database for each test that asks.
@NullMarked
package io.plumbline.testpostgres;

import org.jspecify.annotations.NullMarked;
