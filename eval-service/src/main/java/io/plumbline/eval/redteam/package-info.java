/// Red-team campaigns: attacks on a system, and how often they succeed.
@NullMarked
package io.plumbline.eval.redteam;

import org.jspecify.annotations.NullMarked;
