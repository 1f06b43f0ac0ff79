/** What a connector project needs to know of a REST API, guessed from its OpenAPI document. */
@NullMarked
package dev.penstock.cli.scaffold.openapi;

import org.jspecify.annotations.NullMarked;
