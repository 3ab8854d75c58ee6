/// Conditions by which a route leads calls: data that people write, and what of a call they look at.
@NullMarked
package io.plumbline.gateway.rule;

import org.jspecify.annotations.NullMarked;
