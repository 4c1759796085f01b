"""Small text tools behind one form."""

from subprocess import getoutput

from django.http import HttpResponseNotFound, JsonResponse


def shout(text):
    return text.upper() + "!"


def headline(text):
    return text.title()


def words(text):
    return len(text.split())


TOOLS = {"shout": shout, "headline": headline, "words": words}


def server_info():
    return getoutput("uname -s")


def run_tool(request):
    action = request.POST.get("action", "words")
    tool = TOOLS.get(action)
    if tool is None:
        return HttpResponseNotFound("no such tool")
    return JsonResponse({"result": tool(request.POST.get("text", "")), "server": server_info()})
