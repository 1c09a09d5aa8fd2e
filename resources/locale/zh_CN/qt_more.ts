<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<!-- What Qt's own Chinese (qtbase_zh_CN) leaves in English. After a change: pyside6-lrelease qt_more.ts -qm qt_more.qm -->
<TS version="2.1" language="zh_CN">
<context><name>QFileDialog</name>
<message><source>&amp;Look in:</source><translation>查找范围(&amp;L)：</translation></message>
<message><source>Files of &amp;type:</source><translation>文件类型(&amp;T)：</translation></message>
<message><source>Save in:</source><translation>保存位置：</translation></message>
</context>
<context><name>QAbstractFileIconProvider</name>
<message><source>Folder</source><translation>文件夹</translation></message>
<message><source>File</source><translation>文件</translation></message>
<message><source>%1 File</source><translation>%1 文件</translation></message>
</context>
<context><name>QPrintSettingsOutput</name>
<message><source>Page &amp;Set:</source><translation>页面范围(&amp;S)：</translation></message>
</context>
</TS>
