/// Restrains routes on behalf of siblings, lists what is in force, and ends it in time.
@NullMarked
package io.plumbline.gateway.restraint;

import org.jspecify.annotations.NullMarked;
