/// Conditions of a route's rules: data that people write, and the properties of a call that they test.
@NullMarked
package io.plumbline.gateway.rule;

import org.jspecify.annotations.NullMarked;
