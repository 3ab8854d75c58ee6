/// Tests of the test database.
@NullMarked
package io.plumbline.testpostgres;

import org.jspecify.annotations.NullMarked;
