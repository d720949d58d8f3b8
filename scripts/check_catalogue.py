#!/usr/bin/env python3
"""Compares the catalogue's tools with the vendor's public names and parameters, and reports what is not filled in well.

    scripts/check_catalogue.py [--facts FILE] [SLUG…]

The facts have one line a tool: its name, then its parameters as name:type, * for required.
"""

import argparse
import json
import pathlib
import re
import sys

import yaml

ROOT = pathlib.Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "fixtures" / "catalogue"
FACTS = ROOT / "Tests" / "ConformanceTests" / "vendor-tools.txt"

TOOL_KEYS = {
    "name", "display_name", "description", "category", "annotations", "versioned", "input", "output", "request",
    "status", "example",
}  # fmt: skip
REQUIRED_KEYS = TOOL_KEYS - {"versioned", "output", "request", "status", "category"}
REQUEST_KEYS = {
    "method", "base_url", "path", "query", "body", "headers", "body_param", "fixed_query", "fixed_body", "encoding",
    "builder",
}  # fmt: skip
ANNOTATIONS = {"read_only", "destructive", "idempotent", "open_world"}
METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE"}
VERSIONS = {"schema_version", "tool_version"}
PLACEHOLDER = re.compile(r"\{\{(.*?)\}\}", re.S)
PLAIN = {"now", "now_unix", "uuid", "number", "identifier"}


def facts(path):
    tools = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        name, _, rest = line.partition("\t")
        params = {}
        for entry in rest.split():
            key, kind = entry.rsplit(":", 1)
            params[key] = (kind.rstrip("*"), kind.endswith("*"))
        tools[name] = params
    return tools


def check_tool(tool, vendor, complain, is_own=False):
    if not isinstance(tool, dict):
        return complain("is not a mapping")
    for key in tool.keys() - TOOL_KEYS:
        complain(f"unknown key {key}")
    for key in REQUIRED_KEYS - tool.keys():
        complain(f"{key} is missing")
    for key in ("display_name", "description"):
        if "\n" in str(tool.get(key, "")) or not str(tool.get(key, "x")).strip():
            complain(f"{key} must be one line of text")
    for word in set(tool.get("annotations") or []) - ANNOTATIONS:
        complain(f"unknown annotation {word}")
    schema = tool.get("input") or {}
    properties = schema.get("properties") or {}
    required = set(schema.get("required") or [])
    for key in schema.keys() - {"properties", "required"}:
        complain(f"unknown key input.{key}")
    for name, rule in properties.items():
        if not isinstance(rule, dict) or "type" not in rule or not str(rule.get("description", "")).strip():
            complain(f"{name} needs a type and a description")
        elif rule["type"] == "array" and "items" not in rule:
            complain(f"{name} is an array without items")
        elif "default" in rule and "enum" in rule and rule["default"] not in rule["enum"]:
            complain(f"{name} has a default that is not in its enum")
    given = dict(properties)
    if tool.get("versioned"):
        given |= {name: {"type": "string"} for name in VERSIONS}
    if vendor is not None:
        for name in given.keys() - vendor.keys():
            complain(f"the vendor has no parameter {name}")
        for name in vendor.keys() - given.keys():
            complain(f"parameter {name} is missing")
        for name in given.keys() & vendor.keys():
            kind, is_required = vendor[name]
            if given[name].get("type") != kind:
                complain(f"{name} is {kind} at the vendor, not {given[name].get('type')}")
            if (name in required) != is_required:
                complain(f"{name} is {'' if is_required else 'not '}required at the vendor")
    elif not is_own:
        complain("the vendor has no such tool")
    if required - properties.keys():
        complain(f"required names unknown parameters: {sorted(required - properties.keys())}")
    if "request" in tool:
        check_request(tool["request"], properties, required, complain)
    check_example(tool.get("example"), properties, complain)


def check_request(request, properties, required, complain):
    for key in request.keys() - REQUEST_KEYS:
        complain(f"unknown key request.{key}")
    if request.get("method") not in METHODS:
        complain(f"request.method must be one of {sorted(METHODS)}")
    path = request.get("path", "")
    if not path.startswith("/") or " " in path or "?" in path:
        complain("request.path must start with / and have no query")
    if "builder" in request:
        return
    in_path = re.findall(r"\{([^{}]+)\}", path)
    for name in in_path:
        if name not in required:
            complain(f"request.path uses {name}, which is not a required parameter")
    placed = list(in_path)
    for place in ("query", "body", "headers"):
        value = request.get(place, [])
        if not isinstance(value, (list, dict)):
            complain(f"request.{place} must be a list or a mapping")
            continue
        placed += list(value)
    if "body_param" in request:
        placed.append(request["body_param"])
    for name in set(placed):
        if placed.count(name) > 1:
            complain(f"{name} is placed more than once")
    for name in set(placed) - properties.keys():
        complain(f"request places {name}, which is no parameter")
    for name in properties.keys() - set(placed):
        complain(f"request does not place {name}")
    if request.get("method") == "GET" and ("body" in request or "fixed_body" in request):
        complain("a GET has no body")


def check_example(example, properties, complain):
    for text in re.findall(PLACEHOLDER, json.dumps(example, default=str, ensure_ascii=False)):
        name, _, fallback = (part.strip() for part in text.partition("|"))
        if name.startswith("params."):
            if name[7:].split(".")[0] not in properties:
                complain(f"example uses {name}, which is no parameter")
            if "|" not in text:
                complain(f"example uses {name} without a fallback")
        elif name not in PLAIN:
            complain(f"example uses the unknown placeholder {name}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--facts", type=pathlib.Path, default=FACTS)
    parser.add_argument("slugs", nargs="*")
    options = parser.parse_args()
    vendor = facts(options.facts)
    files = [CATALOGUE / f"{slug}.yaml" for slug in options.slugs] or sorted(CATALOGUE.glob("*.yaml"))
    mistakes = 0
    tools = 0
    names = set()

    for file in files:
        where = file.name

        def complain(text):
            nonlocal mistakes
            mistakes += 1
            print(f"{where}: {text}")

        try:
            provider, *documents = yaml.safe_load_all(file.read_text(encoding="utf-8"))
        except yaml.YAMLError as error:
            complain(str(error))
            continue
        if documents and "error_body" not in provider:
            complain("error_body is missing")
        is_own = provider.get("slug") in {"openmeteo"}
        for tool in documents:
            name = tool.get("name") if isinstance(tool, dict) else None
            where = f"{file.name}: {name}"
            if name in names:
                complain("is there twice")
            names.add(name)
            if not str(name).startswith(provider["slug"].replace("-", "_") + "_"):
                complain("does not start with the slug")
            check_tool(tool, None if is_own else vendor.get(name), complain, is_own)
            tools += 1
    print(f"{len(files)} connectors, {tools} tools, {mistakes} mistakes")
    return 1 if mistakes else 0


if __name__ == "__main__":
    sys.exit(main())
