"""Package mapapp, with the templates and the data that lie beside it in the repository."""

from pathlib import Path
from runpy import run_path

from setuptools import find_packages, setup

ROOT = Path(__file__).parent

setup(
    name="mapapp",
    version=run_path(str(ROOT / "mapapp" / "version.py"))["VERSION"],
    description="A map of what a district's work report promises, place by place",
    license="MIT",
    license_files=["LICENSE"],
    python_requires=">=3.11",
    packages=[*find_packages(include=["mapapp", "mapapp.*"]), "mapapp.templates", "mapapp.geodata"],
    package_dir={"mapapp.templates": "templates", "mapapp.geodata": "geodata"},
    package_data={
        "mapapp.basemap": ["*.ini"],
        "mapapp.blocks": ["*.json"],
        "mapapp.reading": ["*.crf", "*.txt"],
        "mapapp.publish": ["definition/*.json"],
        "mapapp.desk": ["*.json", "static/*"],
        "mapapp.web": ["*.json", "static/**/*"],
        "mapapp.templates": ["**/*"],
        "mapapp.geodata": ["**/*"],
    },
    entry_points={"console_scripts": ["mapapp = mapapp.cli.main:main"]},
    install_requires=[
        "branca",
        "brotli",
        "cql2",
        "django-js-lib-leaflet==1.9.4.1",
        "flask",
        "folium",
        "geopandas",
        "gunicorn",
        "icalendar",
        "jinja2",
        "numpy",
        "opencc",
        "pandas",
        "pillow",
        "pyarrow",
        "pylopdf-fonts-zh-cn",
        "pylopdf-fonts-zh-tw",
        "pyogrio",
        "pyproj",
        "pypinyin",
        "python-crfsuite",
        "rcssmin",
        "rjsmin",
        "segno",
        "shapely",
        "typst",
        "werkzeug",
        "xlsxwriter",
    ],
    extras_require={
        "dask": ["dask-geopandas", "distributed"],
        "postgis": ["pg8000"],
        "test": [
            "axe-playwright-python",
            "dask-geopandas",
            "distributed",
            "feedparser",
            "hypothesis",
            "openpyxl",
            "pg8000",
            "playwright",
            "pytest",
            "pytest-xdist",
            "ruff",
            "websocket-client",
            "zxing-cpp",
        ],
    },
)
