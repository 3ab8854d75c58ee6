/// What the tests of each service are born with.
@NullMarked
package io.plumbline.testkit;

import org.jspecify.annotations.NullMarked;
