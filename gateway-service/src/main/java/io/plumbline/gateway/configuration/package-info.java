/// By what production routes may serve calls: the served configurations that are authorised, who decides about
/// others, and who lifts the rules.
@NullMarked
package io.plumbline.gateway.configuration;

import org.jspecify.annotations.NullMarked;
