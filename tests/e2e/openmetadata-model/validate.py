"""Reads settings as JSON from standard input and prints, as JSON, what OpenMetadata's own model says against them."""

import importlib.util
import json
import sys
import types

from pydantic import ValidationError


def main() -> None:
    register_package_without_its_imports("metadata")
    from metadata.generated.schema.configuration.authenticationConfiguration import AuthenticationConfiguration
    from metadata.generated.schema.configuration.authorizerConfiguration import AuthorizerConfiguration

    models = {
        "authenticationConfiguration": AuthenticationConfiguration,
        "authorizerConfiguration": AuthorizerConfiguration,
    }
    answers = [complaints(models, settings) for settings in json.load(sys.stdin)]
    json.dump(answers, sys.stdout)


def register_package_without_its_imports(name: str) -> None:
    """The package's __init__ imports a database library that the model does not need and that is not installed."""
    package = types.ModuleType(name)
    package.__path__ = list(importlib.util.find_spec(name).submodule_search_locations)
    sys.modules[name] = package


def complaints(models: dict, settings: dict) -> list:
    unknown = [f"{block}: not a block of settings" for block in settings if block not in models]
    return unknown + [line for block, model in models.items() for line in block_complaints(model, block, settings)]


def block_complaints(model: type, block: str, settings: dict) -> list:
    try:
        model.model_validate(settings.get(block))
        return []
    except ValidationError as error:
        return [f"{'.'.join([block, *map(str, e['loc'])])}: {e['msg']}" for e in error.errors(include_input=False)]


main()
